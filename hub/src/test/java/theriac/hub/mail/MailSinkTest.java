package theriac.hub.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's mails lie in a folder, where people and browser tests read them.
class MailSinkTest {

    @TempDir
    Path data;

    @Test
    void eachMailIsAFileOfItsReceiverAndNumbersGoOn() throws IOException {
        var folder = data.resolve("mails");
        try (var sink = MailSink.start(0)) {
            sink.keepIn(folder);
            send(sink, "soc@noord.example", "First");
            send(sink, "soc@zuid.example", "Second");
            assertThat(sink.count()).isEqualTo(2);
        }
        try (var sink = MailSink.start(0)) {
            sink.keepIn(folder);
            send(sink, "soc@noord.example", "Third");
        }
        assertThat(folder)
                .isDirectoryContaining(file -> file.endsWith("0002 soc@zuid.example.eml"))
                .isDirectoryNotContaining("glob:**.part");
        assertThat(Files.readString(folder.resolve("0001 soc@noord.example.eml")))
                .contains("Subject: First");
        assertThat(Files.readString(folder.resolve("0003 soc@noord.example.eml")))
                .contains("Subject: Third");
        assertThat(Files.getPosixFilePermissions(folder))
                .as("they carry links that open accounts")
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
    }

    private static void send(MailSink sink, String to, String subject) {
        GreenMailUtil.sendTextEmail(
                to, "cert@hub.example", subject, "words", new ServerSetup(sink.port(), "127.0.0.1", "smtp"));
    }
}
