package app.kauth.ui.model

/** Where the phone is: degrees (WGS 84), and the radius in metres within which that is true. */
data class Place(val latitude: Double, val longitude: Double, val accuracyM: Double) {
    companion object {
        /** No place on Earth: the core says in words that it could not be found out. */
        val unknown = Place(Double.NaN, Double.NaN, Double.NaN)
    }
}
