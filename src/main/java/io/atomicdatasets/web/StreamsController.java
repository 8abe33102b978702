package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.pipeline.ImageStream;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.StreamSpec;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Images without a dataset, made while they are sent. */
@RestController
final class StreamsController implements StreamsApi {
    /** Of the images: equal requests have equal ones only where it is equal. */
    static final String VERSION_HEADER = "Algorithm-Version";

    private static final String NPZ = "application/zip";
    private static final String NPY = "application/octet-stream";

    /** Rises when a stream of the same arrays has other bytes, so that no two have the same entity tag. */
    private static final int FORMAT = 1;

    private final ImageStreams streams;
    private final Limits limits;

    StreamsController(ImageStreams streams, Limits limits) {
        this.streams = streams;
        this.limits = limits;
    }

    @Override
    @GetMapping(
            path = "/images",
            produces = {NPZ, NPY})
    public void images(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InvalidSpecException {
        StreamSpec wanted = StreamQuery.read(request.getParameterMap(), limits);
        String type = preferred(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        EntityTag etag = tagOf(wanted, type);
        String match = request.getHeader(HttpHeaders.IF_MATCH);
        if (match != null && !etag.isIn(match, true)) {
            throw new ProblemException(ProblemType.OTHER_FILE, "The answer's ETag is " + etag.quoted() + ".");
        }
        String noneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (noneMatch != null && etag.isIn(noneMatch, false)) {
            setHeaders(response, etag);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Runnable head = () -> {
            setHeaders(response, etag);
            response.setContentType(type);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName(wanted, type) + "\"");
        };
        if (request.getMethod().equals("HEAD")) {
            head.run();
        } else {
            streams.send(request, head, () -> type.equals(NPY) ? ImageStream.npy(wanted) : ImageStream.npz(wanted));
        }
    }

    /** The one of the two types that a client likes best, as the framework saw to it that it likes one. */
    private static String preferred(List<String> accept) {
        return MediaType.parseMediaTypes(accept).stream()
                .filter(each -> each.getQualityValue() > 0)
                .sorted(Comparator.comparing(MediaType::getQualityValue).reversed())
                .filter(each -> each.includes(MediaType.valueOf(NPZ)) || each.includes(MediaType.valueOf(NPY)))
                .findFirst()
                .filter(each -> !each.includes(MediaType.valueOf(NPZ)))
                .map(each -> NPY)
                .orElse(NPZ);
    }

    private static void setHeaders(HttpServletResponse response, EntityTag etag) {
        response.setHeader(HttpHeaders.ETAG, etag.quoted());
        response.setHeader(HttpHeaders.CACHE_CONTROL, Download.FOR_EVER);
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        response.setIntHeader(VERSION_HEADER, Versions.CURRENT.algorithm());
    }

    private static String fileName(StreamSpec wanted, String type) {
        return wanted.split().label() + "-" + wanted.start() + "-" + wanted.count()
                + (type.equals(NPY) ? ".npy" : ".npz");
    }

    /** Of all that the bytes depend on, so that it is known without making them. */
    private static EntityTag tagOf(StreamSpec wanted, String type) {
        String all = type + FORMAT + Versions.CURRENT + wanted.toFields();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return new EntityTag(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java platform has it.
        }
    }
}
