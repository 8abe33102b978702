package io.atomicdatasets.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FastByteArrayOutputStream;

/** An answer whose body is kept in memory; status and headers go on to the container, which sends nothing yet. */
final class HeldAnswer extends HttpServletResponseWrapper {
    private final FastByteArrayOutputStream body = new FastByteArrayOutputStream();
    private final Stream stream = new Stream();
    private @Nullable PrintWriter writer;

    HeldAnswer(HttpServletResponse response) {
        super(response);
    }

    private final class Stream extends ServletOutputStream {
        @Override
        public void write(int value) throws IOException {
            body.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            body.write(bytes, from, count);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("write to the response of the asynchronous exchange instead");
        }
    }

    int length() {
        if (writer != null) {
            writer.flush();
        }
        return body.size();
    }

    InputStream body() {
        return body.getInputStream();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(stream, getCharacterEncoding()));
        }
        return writer;
    }

    @Override
    public void flushBuffer() {}

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        drop();
    }

    @Override
    public void reset() {
        super.reset();
        drop();
    }

    @Override
    public void sendError(int status) throws IOException {
        super.sendError(status);
        drop();
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        super.sendError(status, message);
        drop();
    }

    private void drop() {
        writer = null;
        body.reset();
    }
}
