package io.atomicdatasets.web;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.pipeline.OtherVersionException;
import io.atomicdatasets.pipeline.Replay;
import io.atomicdatasets.pipeline.Sample;
import io.atomicdatasets.spec.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Images of a dataset, made again: a sheet of the first, single ones, and some at once. */
@RestController
@RequestMapping("/datasets/{id}")
final class ImagesController implements ImagesApi {
    private final PublishedFolders folders;
    private final BoundedWork work;

    ImagesController(PublishedFolders folders, BoundedWork work) {
        this.folders = folders;
        this.work = work;
    }

    @Override
    @GetMapping(
            path = "/preview",
            produces = {MediaType.IMAGE_PNG_VALUE, MediaType.APPLICATION_JSON_VALUE})
    public ResponseEntity<?> preview(
            Job job,
            @RequestParam(required = false) @Nullable String n,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept)
            throws Exception {
        int images = PreviewSize.read(n, PreviewSize.MOST);
        requirePreview(job);
        if (!prefersJson(accept)) {
            return png(work.admit(() -> replay(job).preview(images)));
        }
        long count = job.plan().spec().count(Split.TRAIN);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(SamplesAnswer.of(0, count, work.admit(() -> replay(job).first(images))));
    }

    /** A picture is what the address is known for, so JSON has to be asked for by name. */
    private static boolean prefersJson(@Nullable String accept) {
        List<MediaType> accepted = MediaType.parseMediaTypes(accept);
        MimeTypeUtils.sortBySpecificity(accepted);
        return accepted.stream()
                .filter(type -> type.includes(MediaType.IMAGE_PNG) || type.includes(MediaType.APPLICATION_JSON))
                .findFirst()
                .filter(type -> !type.includes(MediaType.IMAGE_PNG))
                .isPresent();
    }

    private void requirePreview(Job job) throws Exception {
        if (job.state() == JobState.EXPIRED) {
            throw new ProblemException(ProblemType.EXPIRED, "The plan expired.");
        }
        Optional<Metadata> made = folders.description(job);
        if (made.isPresent()) {
            OtherVersionException.requireOurs(
                    made.get()); // Else the picture would show other images than the files hold.
        }
    }

    @Override
    @GetMapping(path = "/samples/{split}/{index}", produces = MediaType.APPLICATION_JSON_VALUE)
    public SampleAnswer sample(Job job, @PathVariable String split, @PathVariable String index) throws Exception {
        return SampleAnswer.of(find(job, split, index));
    }

    @Override
    @GetMapping(path = "/samples/{split}/{index}", produces = MediaType.IMAGE_PNG_VALUE)
    public ResponseEntity<byte[]> picture(Job job, @PathVariable String split, @PathVariable String index)
            throws Exception {
        Sample sample = find(job, split, index);
        return png(work.admit(() -> replay(job).draw(sample)));
    }

    @Override
    @GetMapping(path = "/samples/{split}", produces = MediaType.APPLICATION_JSON_VALUE)
    public SamplesAnswer samples(
            Job job,
            @PathVariable String split,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String n)
            throws Exception {
        DatasetFolder folder = folders.of(job);
        Split wanted = split(job, split).orElseThrow(() -> noSuchImage(job));
        SamplesQuery query = SamplesQuery.read(from, n);
        long count = job.plan().spec().count(wanted);
        int number = query.numberOf(count);
        return SamplesAnswer.of(
                query.from(),
                count,
                number == 0 ? List.of() : work.admit(() -> replay(job).samples(folder, wanted, query.from(), number)));
    }

    private Sample find(Job job, String splitName, String indexText) throws Exception {
        DatasetFolder folder = folders.of(job);
        Optional<Split> split = split(job, splitName);
        long index = indexText.matches("[0-9]{1,12}") ? Long.parseLong(indexText) : Long.MAX_VALUE;
        if (split.isEmpty() || index >= job.plan().spec().count(split.get())) {
            throw noSuchImage(job);
        }
        return work.admit(() -> replay(job).sample(folder, split.get(), index));
    }

    private static Optional<Split> split(Job job, String name) {
        return job.plan().spec().presentSplits().stream()
                .filter(each -> each.label().equals(name))
                .findFirst();
    }

    private static ProblemException noSuchImage(Job job) {
        String splits =
                job.plan().spec().presentSplits().stream().map(Split::label).collect(Collectors.joining(", "));
        return new ProblemException(
                ProblemType.NOT_FOUND, "There is no such image; splits are " + splits + ", indices start at 0.");
    }

    private static Replay replay(Job job) {
        return new Replay(job.plan().spec());
    }

    private static ResponseEntity<byte[]> png(byte[] picture) {
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(picture);
    }
}
