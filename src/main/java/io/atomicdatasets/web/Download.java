package io.atomicdatasets.web;

import io.atomicdatasets.layout.FileNames;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Something of a finished dataset on its way to a client. It never changes, so what was downloaded of it can be gone on with at
 * any time.
 *
 * @param content what is sent, or a part of it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2">RFC 9110, section 13.2: precedence of preconditions</a>
 */
record Download(Content content) {
    private static final String REPR_DIGEST = "Repr-Digest"; // RFC 9530
    static final String FOR_EVER = "private, immutable, max-age=31536000";

    /** What is said of a file, and not of a problem in its place. */
    private static final List<String> FILE_HEADERS = List.of(
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.ETAG,
            HttpHeaders.ACCEPT_RANGES,
            HttpHeaders.CACHE_CONTROL,
            REPR_DIGEST);

    /** Bytes that never change. */
    interface Content {
        /** The name of the file to save them in; its end tells the media type. */
        String name();

        /** How many there are. */
        long bytes();

        /** Other bytes have another; nothing in it needs to be quoted. */
        String tag();

        /** Their SHA-256 in lower-case hexadecimal, where it is known beforehand. */
        Optional<String> sha256();

        /** Whether they are still there. */
        boolean stands() throws IOException;

        /** Sends a part of them; may go on after it returned. */
        void send(ByteRange part, HttpServletRequest request) throws IOException;
    }

    /** Answers a GET or HEAD. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!content.stands()) {
            throw new ProblemException(ProblemType.FILES_GONE, "Somebody removed or changed " + content.name() + ".");
        }
        String match = request.getHeader(HttpHeaders.IF_MATCH);
        if (match != null && !etag().isIn(match, true)) {
            throw new ProblemException(ProblemType.OTHER_FILE, "The file's ETag is " + etag().quoted() + ".");
        }
        setHeaders(response);
        String noneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (noneMatch != null && etag().isIn(noneMatch, false)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        boolean isHead = request.getMethod().equals("HEAD");
        Optional<ByteRange> range = isHead ? Optional.empty() : range(request);
        if (range.isPresent() && !range.get().isSatisfiable()) {
            FILE_HEADERS.forEach(header -> response.setHeader(header, null));
            response.setContentType(null);
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + content.bytes());
            throw new ProblemException(ProblemType.NO_SUCH_RANGE, "The file has " + content.bytes() + " bytes.");
        }
        ByteRange part = range.orElse(new ByteRange(0, content.bytes() - 1));
        if (range.isPresent()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + content.bytes());
        }
        response.setContentLengthLong(part.length());
        if (!isHead) {
            content.send(part, request);
        }
    }

    private void setHeaders(HttpServletResponse response) {
        MediaType type = MediaType.valueOf(FileNames.mediaType(content.name()));
        boolean inline = type.equals(MediaType.IMAGE_PNG) || type.equals(MediaType.APPLICATION_JSON);
        response.setContentType(type.toString());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                (inline ? "inline" : "attachment") + "; filename=\"" + content.name() + "\"");
        response.setHeader(HttpHeaders.ETAG, etag().quoted());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
        content.sha256()
                .map(HexFormat.of()::parseHex)
                .map(Base64.getEncoder()::encodeToString)
                .ifPresent(digest -> response.setHeader(REPR_DIGEST, "sha-256=:" + digest + ":"));
    }

    /** A range counts only if the file is still the one that the client has the beginning of. */
    private Optional<ByteRange> range(HttpServletRequest request) {
        String range = request.getHeader(HttpHeaders.RANGE);
        @Nullable String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        boolean applies = range != null && (ifRange == null || ifRange.strip().equals(etag().quoted()));
        return applies ? ByteRange.of(range, content.bytes()) : Optional.empty();
    }

    private EntityTag etag() {
        return new EntityTag(content.tag());
    }
}
