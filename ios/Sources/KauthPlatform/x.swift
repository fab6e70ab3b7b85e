import KauthModel
