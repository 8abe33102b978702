package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata.ArrayInfo;
import io.atomicdatasets.describe.Metadata.FileInfo;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.layout.FileNames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

@RestController
@RequestMapping("/datasets/{id}")
@Tag(name = "Files", description = "What a finished dataset holds.")
final class FilesController {
    private static final String ID = "The dataset's id, a UUID.";

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final FinishedFolder folders;
    private final Descriptions descriptions;
    private final Ids ids;

    FilesController(FinishedFolder folders, Descriptions descriptions, Ids ids) {
        this.folders = folders;
        this.descriptions = descriptions;
        this.ids = ids;
    }

    /** One file of a dataset. */
    @Schema(name = "File", description = "One file of a dataset.")
    record FileAnswer(
            @Schema(example = "train.npz") String name,
            @Schema(description = "Its length.") long bytes,

            @Schema(description = "Of its bytes, lower-case hexadecimal.")
            String sha256,

            @Schema(example = "application/zip") String mediaType,

            @Schema(description = "What numpy loads from it.") @Nullable List<ArrayInfo> arrays,

            @Schema(description = "Where to download it.") String href) {}

    @GetMapping(path = "/files", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List the files")
    @ApiResponse(responseCode = "200", description = "All files.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "410", ref = "expired")
    List<FileAnswer> files(@Parameter(description = ID) @PathVariable String id) throws IOException {
        Job job = ids.find(id);
        List<FileAnswer> answers = new ArrayList<>();
        for (FileInfo file : descriptions.of(folders.of(job)).files()) {
            String href = Links.self(job.id()) + "/files/" + file.name();
            answers.add(new FileAnswer(
                    file.name(),
                    file.bytes(),
                    file.sha256(),
                    Download.mediaType(file.name()).toString(),
                    file.arrays(),
                    href));
        }
        return answers;
    }

    @GetMapping("/files/{name}")
    @Operation(summary = "Download a file", description = "One of the names in the list of files.")
    @ApiResponse(
            responseCode = "200",
            description = "The file.",
            content = @Content(mediaType = "application/octet-stream"))
    @ApiResponse(responseCode = "206", description = "The one range asked for; several are answered with the file.")
    @ApiResponse(responseCode = "304", description = "The client has it: If-None-Match lists its ETag.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "410", ref = "expired")
    @ApiResponse(responseCode = "412", ref = "other-file")
    @ApiResponse(responseCode = "416", ref = "no-such-range")
    void file(
            @Parameter(description = ID) @PathVariable String id,
            @Parameter(description = "Its name.", example = "train.npz") @PathVariable String name,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        send(ids.find(id), name, request, response);
    }

    @GetMapping({"/train.npz", "/val.npz", "/test.npz", "/metadata", "/report"})
    @Operation(summary = "Download a file by its short name")
    @ApiResponse(
            responseCode = "200",
            description = "The file.",
            content = @Content(mediaType = "application/octet-stream"))
    @ApiResponse(responseCode = "206", description = "The one range asked for; several are answered with the file.")
    @ApiResponse(responseCode = "304", description = "The client has it: If-None-Match lists its ETag.")
    @ApiResponse(responseCode = "404", ref = "not-found")
    @ApiResponse(responseCode = "409", ref = "wrong-state")
    @ApiResponse(responseCode = "410", ref = "expired")
    @ApiResponse(responseCode = "412", ref = "other-file")
    @ApiResponse(responseCode = "416", ref = "no-such-range")
    void shortName(
            @Parameter(description = ID) @PathVariable String id,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        String path = UriUtils.decode(request.getRequestURI(), UTF_8);
        String name = path.substring(path.lastIndexOf('/') + 1);
        String file =
                switch (name) {
                    case "metadata" -> FileNames.METADATA;
                    case "report" -> FileNames.REPORT;
                    default -> name;
                };
        send(ids.find(id), file, request, response);
    }

    /** Sends one of the files that the description lists; no path is ever built from what was asked. */
    private void send(Job job, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        DatasetFolder folder = folders.of(job);
        FileInfo file = descriptions.of(folder).files().stream()
                .filter(each ->
                        each.name().equals(name) && PLAIN_NAME.matcher(name).matches())
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "A dataset has no file of this name; /files lists those it has."));
        new Download(file, folder.file(name)).send(request, response);
    }
}
