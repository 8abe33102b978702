package io.atomicdatasets.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Who and what is let in.
 *
 * @param allowedHosts names, beside those of this machine itself, under which the service is known
 * @param allowedOrigins other sites whose pages may change something here
 * @param maxBody the longest body that is read
 * @param maxPageSize the most datasets on a page of the list
 */
@ConfigurationProperties("atomic-datasets")
record DoorSettings(
        @DefaultValue List<String> allowedHosts,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("1000") int maxPageSize) {}
