package theriac.hub.backup;

/// What is in a backup, for the sentence at the end.
///
/// @param madeAt ISO 8601
/// @param schemaVersion the newest migration of the database it was made of
/// @param bytes of the rows, before compression
/// @param sealed whether a passphrase is needed
public record BackupReport(String madeAt, String schemaVersion, int tables, long rows, long bytes, boolean sealed) {

    static BackupReport of(Contents contents, Manifest manifest, boolean sealed) {
        return new BackupReport(
                contents.madeAt(),
                contents.schemaVersion(),
                manifest.tables().size(),
                manifest.rows(),
                manifest.tables().stream().mapToLong(Manifest.TableCount::bytes).sum(),
                sealed);
    }
}
