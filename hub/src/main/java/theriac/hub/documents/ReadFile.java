package theriac.hub.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.txt.TXTParser;
import org.xml.sax.SAXException;

/// The program that reads one file: bytes in, [FileText#json] out. It runs in a process of its own
/// ([FileTexts]), which has little memory, little time and nothing to lose: files are hostile, and a
/// library that reads PDF and Word is large.
final class ReadFile {

    /// The file is of no kind that is read here.
    static final int UNKNOWN = 3;
    /// The file is of a kind that is read, and could not be.
    static final int BROKEN = 4;

    private ReadFile() {}

    /// @param arguments the file's name, and how many UTF-16 units are enough
    public static void main(String[] arguments) throws IOException {
        var out = System.out;
        // Libraries that log to the standard output would end up in the middle of the answer.
        System.setOut(System.err);
        System.exit(read(System.in, arguments[0], Integer.parseInt(arguments[1]), out));
    }

    private static int read(InputStream input, String name, int longest, PrintStream out) throws IOException {
        var parser = new AutoDetectParser(
                new PDFParser(),
                new OOXMLParser(),
                new OfficeParser(),
                new RTFParser(),
                new JSoupParser(),
                new RFC822Parser(),
                new TXTParser());
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        var context = new ParseContext();
        context.set(Parser.class, parser); // what is attached to a mail is read as well
        var collector = new TextCollector(longest);
        try (var stream = TikaInputStream.get(input)) {
            parser.parse(stream, collector, metadata, context);
        } catch (TikaException | SAXException | RuntimeException failed) {
            if (!collector.cut()) {
                failed.printStackTrace();
                return BROKEN;
            }
        }
        var type = metadata.get(Metadata.CONTENT_TYPE);
        if (collector.text().isEmpty()
                && parser.getParsers(context).keySet().stream()
                        .noneMatch(known -> type != null && type.startsWith(known.toString()))) {
            return UNKNOWN;
        }
        var title = metadata.get(TikaCoreProperties.TITLE);
        var said = new FileText(
                type == null ? "application/octet-stream" : type,
                title == null ? "" : title.replace("\0", "").strip(),
                collector.text(),
                collector.pages(),
                collector.cut());
        out.write(said.json().getBytes(StandardCharsets.UTF_8));
        out.flush();
        return 0;
    }
}
