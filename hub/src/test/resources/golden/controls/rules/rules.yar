// Theriac, rules for tests
import "pe"
import "math"

// indicator--00000000-0000-4000-8000-000000000000
// an ordinary rule with remarks, which travel smuggled
rule Lure : phishing mail {
  meta:
    author = "An Analyst"
    license = "CC-BY-4.0"
    score = 70
  strings:
    $a = "urgent payment" nocase wide ascii
    $b = /invoice_[0-9]{4}\.exe/i
    $h = { 4D 5A ?? 00 [2-4] ( 50 45 | 4E 45 ) }
  condition:
    uint16(0) == 0x5A4D and any of ($a, $b) and #h > 1 and @a[1] < 2KB
}

// indicator--00000000-0000-4000-8000-000000000001
// a name that is taken is changed smuggled
rule Lure_000000000001 { strings: $a = "other" condition: $a }

// indicator--00000000-0000-4000-8000-000000000002
// names are changed where they are asked for too smuggled
private rule Base { strings: $x = "one" condition: $x at 0 }
rule Lure_000000000002 { strings: $y = "two" condition: Base and $y in (0..100) }

// indicator--00000000-0000-4000-8000-000000000003
// modules that every compiler has smuggled
rule Packed { condition: pe.is_pe and pe.number_of_sections > 3 and pe.imports("kernel32.dll", "VirtualAlloc") == 1 and math.entropy(0, filesize) > 7 }

// indicator--00000000-0000-4000-8000-000000000004
// comments hide nothing smuggled
rule Commented {
 condition: // end }
 filesize < 1MB and /* } */ not false }

// indicator--00000000-0000-4000-8000-000000000005
// loops over numbers and strings smuggled
rule Loop { strings: $a1 = "x1" $a2 = "x2" condition: for any i in (1..2) : ( #a1 > i ) and for all of ($a*) : ( $ in (0..filesize) ) and 1 of them }

// indicator--00000000-0000-4000-8000-000000000006
// brackets within reason smuggled
rule Deep { condition: ((((((((((((((((((((((((((((((((((((((((true)))))))))))))))))))))))))))))))))))))))) }
