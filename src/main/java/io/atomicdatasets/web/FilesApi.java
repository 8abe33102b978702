package io.atomicdatasets.web;

import io.atomicdatasets.job.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** How {@link FilesController} is described. */
@Tag(name = "Files", description = "What a finished dataset holds.")
interface FilesApi {
    /** Answers with a file, or with a part of it. */
    @ApiResponse(
            responseCode = "200",
            description = "The file.",
            content = @Content(mediaType = "application/octet-stream"))
    @ApiResponse(responseCode = "206", description = "The one range asked for; several are answered with the file.")
    @ApiResponse(responseCode = "304", description = "The client has it: If-None-Match lists its ETag.")
    @Problems({
        ProblemType.WRONG_STATE,
        ProblemType.EXPIRED,
        ProblemType.FILES_GONE,
        ProblemType.OTHER_FILE,
        ProblemType.NO_SUCH_RANGE
    })
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface SendsAFile {}

    @Operation(operationId = "listFiles", summary = "List the files")
    @ApiResponse(responseCode = "200", description = "All files.")
    @Problems({ProblemType.WRONG_STATE, ProblemType.EXPIRED, ProblemType.FILES_GONE})
    List<FileAnswer> files(Job job) throws IOException;

    @Operation(
            operationId = "downloadFile",
            summary = "Download a file",
            description = "One of the names in the list of files.")
    @SendsAFile
    void file(
            Job job,
            @Parameter(description = "Its name.", example = "train.npz") String name,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException;

    @Operation(
            operationId = "downloadArchive",
            summary = "Download all files",
            description = "One tar archive of a directory that is named as the dataset. Ranges of it are answered too.")
    @SendsAFile
    void archive(
            Job job,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException;

    @Operation(
            summary = "Download a file by its short name",
            description =
                    "A split that is cut into shards has no file of its short name: the problem lists the shards.")
    @SendsAFile
    void shortName(
            Job job,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException;
}
