# Two stages: the first makes the jar and takes it apart, the second holds only what runs.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY python python
COPY src src
# Libraries are kept between builds, so that a change of the source fetches none of them again.
RUN --mount=type=cache,target=/libraries mvn -B -ntp -Dmaven.repo.local=/libraries -Dmaven.test.skip=true package
# What seldom changes comes into layers of its own, which need not be sent again with the next version.
RUN java -Djarmode=tools -jar target/atomic-datasets.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
# Text in the report needs a font; the health check needs a client.
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin atomic \
 && mkdir /datasets /app \
 && chown atomic /datasets /app
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER atomic
# Java takes more of its options from here: a container may be started with -e JDK_JAVA_OPTIONS=-Xmx4g.
ENV JDK_JAVA_OPTIONS=-Xmx512m
# Starts once and keeps what it loaded and linked (JEP 514), so that later starts take less than half the time. With the
# settings of the start at the end of this file, since a cache made under others may be refused.
RUN java -XX:AOTCacheOutput=/app/app.aot -XX:-UsePerfData -Dspring.context.exit=onRefresh \
         -jar /app/atomic-datasets.jar --atomic-datasets.root=/tmp/training \
 && rm -r /tmp/training

# Open to the network of the container, and therefore with a key, made into this file at the first start.
ENV SERVER_ADDRESS=0.0.0.0 \
    ATOMIC_DATASETS_ROOT=/datasets \
    ATOMIC_DATASETS_API_KEY_FILE=/datasets/.api-key
VOLUME /datasets
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD curl -fsS --max-time 4 "http://localhost:${SERVER_PORT:-8080}${SERVER_SERVLET_CONTEXT_PATH:-}/actuator/health"
# Works on a read-only root file system with a tmpfs at /tmp.
ENTRYPOINT ["java", "-XX:AOTCache=/app/app.aot", "-XX:-UsePerfData", "-jar", "/app/atomic-datasets.jar"]
CMD ["serve"]
