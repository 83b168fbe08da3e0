import "pe"
// a comment with rule no { }
rule ParcelBot : bot smishing {
  meta:
    author = "Example CERT"
    license = "CC0"
    date = "2026-02-03"
    reference = "https://cert.example/parcelbot"
    description = "Braces } in \"text\""
  strings:
    $a = "rule inside { }"
    $b = { 6A 40 [2-4] 68 }
    $c = /pa}rcel\/[0-9]{2}/
  condition:
    pe.is_pe and any of them /* } */
}
private rule Second { condition: true }
nonsense }
rule Open { condition: true
