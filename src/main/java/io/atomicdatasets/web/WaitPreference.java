package io.atomicdatasets.web;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a client would rather wait for the end of a run than come back and ask (RFC 7240, section 4.3). As a preference it is
 * never a reason to refuse a request: what cannot be read is as if it were not there.
 */
final class WaitPreference {
    static final String PREFER = "Prefer";
    /** Where the description tells of it. */
    static final String PARAMETER = "#/components/parameters/" + PREFER;

    static final String APPLIED = "Preference-Applied";

    /** Longer than that, proxies take a silent connection for a dead one. */
    static final int MOST_SECONDS = 60;

    /** One preference of a list; what stands in quotes may hold commas. */
    private static final Pattern PREFERENCE = Pattern.compile("(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^,\"])++");

    private static final Pattern WAIT = Pattern.compile(
            "\\s*wait\\s*=\\s*(?:\"0*([0-9]{1,9})\"|0*([0-9]{1,9}))\\s*(?:;.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private WaitPreference() {}

    /** How it is described. */
    static Parameter parameter() {
        return new HeaderParameter()
                .name(PREFER)
                .description("How long to wait for the end of the run, up to " + MOST_SECONDS
                        + " seconds (RFC 7240); Preference-Applied tells how long it was at most.")
                .schema(new StringSchema())
                .example("wait=10");
    }

    /** What a request prefers, at most {@link #MOST_SECONDS}; nothing if it does not say. The first of several holds. */
    static Duration of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(PREFER));
        for (String header : headers) {
            Matcher each = PREFERENCE.matcher(header);
            while (each.find()) {
                Matcher wait = WAIT.matcher(each.group());
                if (wait.matches()) {
                    String seconds = wait.group(1) == null ? wait.group(2) : wait.group(1);
                    return Duration.ofSeconds(Math.min(MOST_SECONDS, Long.parseLong(seconds)));
                }
            }
        }
        return Duration.ZERO;
    }
}
