package dev.meshwarden.webhook.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One review by hand over HTTP/1.1, on a connection that stays open. */
final class OneCall {
    private static final byte[] REVIEW = Bodies.create("{}").getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEAD =
            ("POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: "
                            + REVIEW.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private OneCall() {}

    /** The whole answer; throws when the connection ends before it. */
    static String over(Socket socket) throws IOException {
        byte[] all = new byte[HEAD.length + REVIEW.length];
        System.arraycopy(HEAD, 0, all, 0, HEAD.length);
        System.arraycopy(REVIEW, 0, all, HEAD.length, REVIEW.length);
        socket.getOutputStream().write(all);
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the connection ended after `" + answer + "`");
            }
            answer.append((char) b);
        }
        int length =
                answer.toString()
                        .lines()
                        .filter(l -> l.startsWith("Content-Length:"))
                        .mapToInt(l ->
                                Integer.parseInt(l.substring("Content-Length:".length()).strip()))
                        .findFirst()
                        .orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return answer + new String(body, StandardCharsets.UTF_8);
    }
}
