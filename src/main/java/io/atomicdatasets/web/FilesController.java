package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.layout.FileNames;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** The files of a dataset that succeeded. */
@RestController
@RequestMapping("/datasets/{id}")
final class FilesController implements FilesApi {
    private final PublishedFolders folders;
    private final Descriptions descriptions;

    FilesController(PublishedFolders folders, Descriptions descriptions) {
        this.folders = folders;
        this.descriptions = descriptions;
    }

    @Override
    @GetMapping(path = "/files", produces = MediaType.APPLICATION_JSON_VALUE)
    public List<FileAnswer> files(Job job) throws IOException {
        return descriptions.of(folders.of(job)).files().stream()
                .map(file -> FileAnswer.of(job, file))
                .toList();
    }

    @Override
    @GetMapping("/files/{name}")
    public void file(Job job, @PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        DatasetFolder folder = folders.of(job);
        Description dataset = descriptions.of(folder);
        // Looked up in the dataset's own list: no path is ever built from what was asked.
        FileInfo file = dataset.file(name).orElseThrow(() -> new ProblemException(NoSuchFileProblem.of(name, dataset)));
        new Download(new PublishedFile(file, folder.file(file.name()))).send(request, response);
    }

    @Override
    @GetMapping("/files.tar")
    public void archive(Job job, HttpServletRequest request, HttpServletResponse response) throws IOException {
        DatasetFolder folder = folders.of(job);
        new Download(new PublishedArchive(job.name().value(), folder, descriptions.of(folder))).send(request, response);
    }

    @Override
    @GetMapping({"/train.npz", "/val.npz", "/test.npz", "/ood.npz", "/metadata", "/report"})
    public void shortName(Job job, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = UriUtils.decode(request.getRequestURI(), UTF_8);
        String name = path.substring(path.lastIndexOf('/') + 1);
        String file =
                switch (name) {
                    case "metadata" -> FileNames.METADATA;
                    case "report" -> FileNames.REPORT;
                    default -> name;
                };
        file(job, file, request, response);
    }
}
