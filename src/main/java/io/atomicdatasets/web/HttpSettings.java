package io.atomicdatasets.web;

import io.atomicdatasets.job.InvalidSettingException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which requests are accepted: for which hosts, from which origins, and how large.
 *
 * @param allowedHosts host names of the service beside the loopback names
 * @param allowedOrigins origins of the service's own page when it is reached through proxies
 * @param maxBody the longest body that is read, 1 KB to 16 MB
 * @param bodyDeadline how long a body may take to arrive, 1 s to 10 min
 * @param maxPageSize the largest page of the list, 1 to 10,000 datasets
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
