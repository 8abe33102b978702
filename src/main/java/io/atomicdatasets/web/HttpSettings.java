package io.atomicdatasets.web;

import io.atomicdatasets.job.InvalidSettingException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Who and what is let in.
 *
 * @param allowedHosts names, beside those of this machine itself, under which the service is known
 * @param allowedOrigins origins of the service's own page behind proxies
 * @param maxBody the longest body that is read
 * @param bodyDeadline until a body must have come whole
 * @param maxPageSize the most datasets on a page of the list
 */
@ConfigurationProperties("atomic-datasets")
record HttpSettings(
        @DefaultValue List<String> allowedHosts,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("10s") Duration bodyDeadline,
        @DefaultValue("1000") int maxPageSize) {
    private static final DataSize LEAST_BODY = DataSize.ofKilobytes(1);
    private static final DataSize MOST_BODY = DataSize.ofMegabytes(16);
    private static final int MOST_ON_A_PAGE = 10_000;

    HttpSettings {
        if (maxBody.compareTo(LEAST_BODY) < 0 || maxBody.compareTo(MOST_BODY) > 0) {
            throw new InvalidSettingException("max-body", maxBody, "1KB to 16MB");
        }
        InvalidSettingException.requireBetween(
                "body-deadline", bodyDeadline, Duration.ofSeconds(1), Duration.ofMinutes(10));
        InvalidSettingException.requireBetween("max-page-size", maxPageSize, 1, MOST_ON_A_PAGE);
    }

    int maxBodyBytes() {
        return (int) maxBody.toBytes();
    }
}
