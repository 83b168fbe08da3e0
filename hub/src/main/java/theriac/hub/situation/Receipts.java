package theriac.hub.situation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import theriac.hub.situation.Immunity.Receipt;
import theriac.hub.situation.Neighbours.Indicator;
import theriac.hub.situation.Neighbours.Recipient;
import theriac.hub.situation.Neighbours.Scout;
import theriac.hub.situation.Neighbours.Warning;
import theriac.hub.situation.SituationSql.Ask;
import theriac.hub.situation.SituationSql.Reached;
import theriac.hub.store.Position;

/// Who had an indicator that was taken back, and when it was known that they have it no more. Due is one from every
/// scout that recognised the warning before, and, where there is none, from what else the member fetched: a reader of
/// TAXII that had read the warning, the files that the indicator was in.
record Receipts(Warning warning, List<Scout> scouts, Map<Ask, Reached> reached, Map<Long, FilesTaken> files) {

    List<Receipt> of(Indicator withdrawn, ImmunityReader.Group group) {
        var receipts = new ArrayList<Receipt>();
        for (var recipient : warning.recipients()) {
            var holders = scouts.stream()
                    .filter(scout -> scout.organization() == recipient.organization())
                    .filter(scout -> before(reached.get(ImmunityReader.ask(scout, warning.position())), group.last()))
                    .toList();
            for (var scout : holders) {
                var again = reached.get(ImmunityReader.ask(scout, group.last()));
                receipts.add(new Receipt(recipient.name(), "scout", Optional.of(scout.name()), at(again)));
            }
            if (holders.isEmpty()) {
                fetched(recipient, withdrawn, group, receipts);
            }
        }
        return receipts;
    }

    private void fetched(Recipient recipient, Indicator withdrawn, ImmunityReader.Group group, List<Receipt> receipts) {
        if (before(reached.get(ImmunityReader.fetched(recipient, warning)), group.last())) {
            var again = reached.get(group.fetchedBy(recipient));
            receipts.add(new Receipt(recipient.name(), "taxii", Optional.empty(), at(again)));
        }
        var taken = files.getOrDefault(recipient.organization(), FilesTaken.NONE);
        int number = warning.indicators().indexOf(withdrawn);
        if (taken.has(number, withdrawn.withdrawnSeq())) {
            receipts.add(new Receipt(
                    recipient.name(), "list", Optional.empty(), at(taken.dropped(number, withdrawn.withdrawnSeq()))));
        }
    }

    private static boolean before(@Nullable Reached reached, long seq) {
        return reached != null && reached.seq() < seq;
    }

    private static Optional<Instant> at(@Nullable Reached reached) {
        return reached == null ? Optional.empty() : Optional.of(Position.at(reached.seq()));
    }

    private static Optional<Instant> at(OptionalLong seq) {
        return seq.isPresent() ? Optional.of(Position.at(seq.getAsLong())) : Optional.empty();
    }
}
