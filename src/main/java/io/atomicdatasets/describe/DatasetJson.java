package io.atomicdatasets.describe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON files of a dataset's directory, written for people to read too. */
public final class DatasetJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private DatasetJson() {}

    public static byte[] toBytes(Object file) {
        return MAPPER.writeValueAsBytes(file);
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            @Nullable T read = MAPPER.readValue(Files.readAllBytes(file), type);
            if (read == null) {
                throw new IOException(file.getFileName() + " holds nothing but null");
            }
            return read;
        } catch (JacksonException e) {
            throw new IOException(file.getFileName() + " is not what it should be" + place(e), e);
        }
    }

    /** Where reading broke down; the library's own words name classes of Java. */
    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null || at.getLineNr() < 1 ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
