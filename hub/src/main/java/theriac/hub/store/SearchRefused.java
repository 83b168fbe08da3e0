package theriac.hub.store;

/// A question that is understood but would cost too much; the message is a sentence for the person who asks.
public final class SearchRefused extends RuntimeException {

    SearchRefused(String sentence) {
        super(sentence, null, false, false);
    }
}
