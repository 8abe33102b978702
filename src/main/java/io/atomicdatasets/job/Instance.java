package io.atomicdatasets.job;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * This process among those that share a store.
 *
 * @param name 1 to 50 visible ASCII characters
 */
public record Instance(String name) {
    private static final int LONGEST = 50; // of db-scheduler's column
    private static final String VISIBLE = "[!-~]{1," + LONGEST + "}";

    public Instance {
        if (!name.matches(VISIBLE)) {
            throw new InvalidSettingException("instance", name, "1 to " + LONGEST + " visible ASCII characters");
        }
    }

    /** Named after the machine and the port, which no other process has. */
    static Instance at(String port) {
        return at(host(), port);
    }

    /** Of a long host name the end is kept, which tells pods of one deployment apart. */
    static Instance at(String host, String port) {
        String name = host.replaceAll("[^!-~]", "?") + ":" + port;
        return new Instance(name.substring(Math.max(0, name.length() - LONGEST)));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
