package theriac.taxii.server;

import theriac.taxii.contract.TaxiiBench;
import theriac.taxii.contract.TaxiiServerContract;

/// The contract on the store in memory, without HTTP.
class MemoryContractTest extends TaxiiServerContract {

    @Override
    protected TaxiiBench open() {
        return new MemoryBench();
    }
}
