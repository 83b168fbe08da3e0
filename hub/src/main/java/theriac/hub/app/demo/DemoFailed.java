package theriac.hub.app.demo;

/// The story could not go on; the sentence says where.
final class DemoFailed extends RuntimeException {

    DemoFailed(String sentence) {
        super(sentence, null, false, false);
    }
}
