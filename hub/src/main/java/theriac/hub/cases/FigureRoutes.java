package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// The figures of a threat picture over HTTP.
@RestController
public final class FigureRoutes {

    private final Figures figures;

    public FigureRoutes(Figures figures) {
        this.figures = figures;
    }

    /// @param organizations behind it: at least so many; for the CERT exactly so many
    public record PictureFigure(String name, long count, int organizations) {}

    /// @param title `type`, `region`, `organization-kind`, `month`, `report-channel`, `report-month` or `value`
    public record PictureTable(String title, List<PictureFigure> rows) {}

    /// @param all whether nothing was left out for being about too few organisations
    public record PictureView(Instant from, Instant until, boolean all, List<PictureTable> tables) {}

    /// Of a calendar year; others than the CERT read years that have ended. With `from` and `until`
    /// of any time, for the CERT alone.
    @GetMapping("/api/figures")
    @Requires(Permission.READ_PUBLICATIONS)
    PictureView read(
            Viewer viewer,
            @RequestParam Optional<Integer> year,
            @RequestParam Optional<Instant> from,
            @RequestParam Optional<Instant> until) {
        var picture = picture(viewer, year, from, until);
        return new PictureView(
                picture.from(),
                picture.until(),
                picture.all(),
                picture.tables().stream()
                        .map(table -> new PictureTable(
                                table.title(),
                                table.rows().stream()
                                        .map(f -> new PictureFigure(f.name(), f.count(), f.organizations()))
                                        .toList()))
                        .toList());
    }

    private Figures.Picture picture(
            Viewer viewer, Optional<Integer> year, Optional<Instant> from, Optional<Instant> until) {
        if (year.isPresent() && from.isEmpty() && until.isEmpty()) {
            return figures.year(viewer, year.get());
        }
        if (year.isEmpty() && from.isPresent() && until.isPresent()) {
            return figures.between(viewer, from.get(), until.get());
        }
        throw Problem.badRequest("Name a year, or a beginning and an end.");
    }
}
