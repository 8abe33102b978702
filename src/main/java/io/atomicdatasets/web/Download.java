package io.atomicdatasets.web;

import io.atomicdatasets.describe.Metadata.FileInfo;
import io.atomicdatasets.layout.FileNames;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * One file of a finished dataset on its way to a client. Files never change, so their SHA-256 is their entity tag, and
 * what was downloaded of one can be gone on with at any time.
 *
 * @param file as the dataset's description tells it
 * @param path where it stands
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2">RFC 9110, section 13.2: precedence of preconditions</a>
 */
record Download(FileInfo file, Path path) {
    private static final String REPR_DIGEST = "Repr-Digest"; // RFC 9530
    private static final String FOR_EVER = "private, immutable, max-age=31536000";
    // Tomcat sends the file itself, from the page cache to the socket.
    private static final String SENDFILE = "org.apache.tomcat.sendfile.";

    /** What is said of a file, and not of a problem in its place. */
    private static final List<String> FILE_HEADERS = List.of(
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.ETAG,
            HttpHeaders.ACCEPT_RANGES,
            HttpHeaders.CACHE_CONTROL,
            REPR_DIGEST);

    /** Answers a GET or HEAD. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) != file.bytes()) {
            throw new ProblemException(ProblemType.FILES_GONE, "Somebody removed or changed " + file.name() + ".");
        }
        String match = request.getHeader(HttpHeaders.IF_MATCH);
        if (match != null && !lists(match, true)) {
            throw new ProblemException(ProblemType.OTHER_FILE, "The file's ETag is " + etag() + ".");
        }
        setHeaders(response);
        String noneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (noneMatch != null && lists(noneMatch, false)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        boolean isHead = request.getMethod().equals("HEAD");
        Optional<ByteRange> range = isHead ? Optional.empty() : range(request);
        if (range.isPresent() && !range.get().isSatisfiable()) {
            FILE_HEADERS.forEach(header -> response.setHeader(header, null));
            response.setContentType(null);
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.bytes());
            throw new ProblemException(ProblemType.NO_SUCH_RANGE, "The file has " + file.bytes() + " bytes.");
        }
        ByteRange part = range.orElse(new ByteRange(0, file.bytes() - 1));
        if (range.isPresent()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + file.bytes());
        }
        response.setContentLengthLong(part.length());
        if (!isHead) {
            sendBytes(part, request);
        }
    }

    private void setHeaders(HttpServletResponse response) {
        MediaType type = MediaType.valueOf(FileNames.mediaType(file.name()));
        boolean inline = type.equals(MediaType.IMAGE_PNG) || type.equals(MediaType.APPLICATION_JSON);
        response.setContentType(type.toString());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                (inline ? "inline" : "attachment") + "; filename=\"" + file.name() + "\"");
        response.setHeader(HttpHeaders.ETAG, etag());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
        String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256()));
        response.setHeader(REPR_DIGEST, "sha-256=:" + digest + ":");
    }

    /** A range counts only if the file is still the one that the client has the beginning of. */
    private Optional<ByteRange> range(HttpServletRequest request) {
        String range = request.getHeader(HttpHeaders.RANGE);
        @Nullable String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        boolean applies = range != null && (ifRange == null || ifRange.strip().equals(etag()));
        return applies ? ByteRange.of(range, file.bytes()) : Optional.empty();
    }

    /** Whether a list of entity tags names this file; a weak tag is only good for a weak comparison. */
    private boolean lists(String tags, boolean strongly) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .map(tag -> !strongly && tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag()));
    }

    private String etag() {
        return "\"" + file.sha256() + "\"";
    }

    private void sendBytes(ByteRange part, HttpServletRequest request) throws IOException {
        if (part.length() > 0 && Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))) {
            request.setAttribute(SENDFILE + "filename", path.toRealPath().toString());
            request.setAttribute(SENDFILE + "start", part.first());
            request.setAttribute(SENDFILE + "end", part.last() + 1);
            return;
        }
        FileChannel source = FileChannel.open(path, StandardOpenOption.READ).position(part.first());
        new AnswerWriter(request.startAsync(), Channels.newInputStream(source), part.length(), () -> close(source))
                .open();
    }

    private static void close(FileChannel source) {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
