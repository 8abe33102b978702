package io.atomicdatasets.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Lets an answer be broken off that fails on its way, so that nobody takes what was sent for all of it. */
final class BreakOffValve extends ValveBase {
    private static final String BREAK_OFF = BreakOffValve.class.getName() + ".BREAK_OFF";

    BreakOffValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Consumer<Throwable> breakOff = reason -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, reason);
        request.setAttribute(BREAK_OFF, breakOff);
        getNext().invoke(request, response);
    }

    /** Closes the connection without ending the answer, from any thread; the exchange then ends with an error. */
    @SuppressWarnings("unchecked")
    static void breakOff(ServletRequest request, Throwable reason) {
        if (request.getAttribute(BREAK_OFF) instanceof Consumer<?> breakOff) {
            ((Consumer<Throwable>) breakOff).accept(reason);
        }
    }
}
