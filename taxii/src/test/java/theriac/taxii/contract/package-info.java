/// What every TAXII 2.1 server must do, as tests that need nothing but the protocol. They run on the store in memory,
/// over real HTTP, and on whatever else subclasses [theriac.taxii.contract.TaxiiServerContract].
package theriac.taxii.contract;
