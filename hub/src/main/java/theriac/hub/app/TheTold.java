package theriac.hub.app;

import java.util.Optional;
import java.util.UUID;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Viewers;
import theriac.hub.knowledge.AlertPeople;
import theriac.hub.mail.Letters;
import theriac.hub.policy.Viewer;

/// Where alerts meet the people who are told.
///
/// @param mails whether the hub has a mail server
record TheTold(Accounts accounts, Viewers viewers, Letters letters, boolean mails, String workbench)
        implements AlertPeople {

    @Override
    public Optional<Viewer.Party> eyes(long account) {
        return accounts.find(account).map(viewers::person);
    }

    @Override
    public Optional<Addressee> addressee(long account) {
        return mails
                ? accounts.addressee(account).map(to -> new Addressee(to.mail(), to.language()))
                : Optional.empty();
    }

    @Override
    public void post(String to, String subject, String text) {
        letters.post(new Letters.Letter(UUID.randomUUID(), to, subject, text, Optional.empty()));
    }
}
