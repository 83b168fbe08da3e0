// Theriac, a "list" for tests; # $TTL
