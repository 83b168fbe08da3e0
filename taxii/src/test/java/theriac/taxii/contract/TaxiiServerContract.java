package theriac.taxii.contract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The whole contract. A subclass says how to open a fresh server; test names begin with the trap that they guard
/// against, as `docs/conformance/taxii.csv` lists them.
public abstract class TaxiiServerContract
        implements DiscoveryContract, ReadingContract, PagingContract, WritingContract {

    private TaxiiBench bench;

    /// A server whose collections are empty.
    protected abstract TaxiiBench open() throws Exception;

    @BeforeEach
    void openBench() throws Exception {
        bench = open();
    }

    @AfterEach
    void closeBench() {
        bench.close();
    }

    @Override
    public TaxiiBench bench() {
        return bench;
    }
}
