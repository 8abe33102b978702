package io.atomicdatasets.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;

/**
 * Closes the connection of a request whose body nobody read, as of those that the container answers by itself. Otherwise the
 * container waits on its thread for the rest of the body, to find the next request behind it.
 */
final class UnreadBodyValve extends ValveBase {
    private static final String LEAVE_UNREAD = UnreadBodyValve.class.getName() + ".LEAVE_UNREAD";

    UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable leaveUnread = () -> request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        request.setAttribute(LEAVE_UNREAD, leaveUnread);
        getNext().invoke(request, response);
        if (!request.isAsync() && Reception.isAwaited(request)) {
            closeAfter(request, response);
        }
    }

    /** Has the connection closed after the answer, without a look at what else comes on it. */
    static void closeAfter(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        if (request.getAttribute(LEAVE_UNREAD) instanceof Runnable leaveUnread) {
            leaveUnread.run();
        }
    }
}
