package io.atomicdatasets.web;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Refuses to serve beyond this machine as long as nobody has to show a key. */
@Component
final class LoopbackOnly {
    /**
     * Looks at both addresses.
     *
     * @param management known only where metrics have a port of their own
     */
    LoopbackOnly(
            ServerProperties server,
            Optional<ManagementServerProperties> management,
            Environment environment,
            Optional<ApiKey> key) {
        if (key.isEmpty()) {
            require("server.address", server.getAddress());
            if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
                require(
                        "management.server.address",
                        management.map(ManagementServerProperties::getAddress).orElse(null));
            }
        }
    }

    private static void require(String setting, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new OpenToTheNetworkException(setting, address == null ? "every address" : address.getHostAddress());
        }
    }

    /** The service was asked to listen where others can reach it. */
    static final class OpenToTheNetworkException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OpenToTheNetworkException(String setting, String address) {
            super(setting + " is " + address + ", where anybody on the network could make and delete datasets");
        }
    }
}
