package io.atomicdatasets.web;

import java.net.InetAddress;
import java.util.Optional;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** Refuses to serve beyond this machine as long as nobody has to show a key. */
@Component
final class LoopbackOnly {
    LoopbackOnly(ServerProperties server, Optional<ApiKey> key) {
        InetAddress address = server.getAddress();
        if (key.isEmpty() && (address == null || !address.isLoopbackAddress())) {
            throw new OpenToTheNetworkException(address == null ? "every address" : address.getHostAddress());
        }
    }

    /** The service was asked to listen where others can reach it. */
    static final class OpenToTheNetworkException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OpenToTheNetworkException(String address) {
            super("server.address is " + address + ", where anybody on the network could make and delete datasets");
        }
    }
}
