package app.kauth.ui.model

/** Where the phone is: degrees (WGS 84), and the radius in metres within which that is true. */
data class Place(val latitude: Double, val longitude: Double, val accuracyM: Double)
