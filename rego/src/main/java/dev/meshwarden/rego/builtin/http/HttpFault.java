package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.builtin.BuiltinError;

/** No answer: the request is not one that is sent, or nothing came back. Stackless. */
final class HttpFault extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String told;
    private final BuiltinError raised;

    private HttpFault(String code, String told, BuiltinError raised) {
        super(told, null, false, false);
        this.code = code;
        this.told = told;
        this.raised = raised;
    }

    /** The request's own fault. */
    static HttpFault internal(BuiltinError error) {
        String kind =
                error.kind() == BuiltinError.Kind.TYPE ? "eval_type_error" : "eval_builtin_error";
        return new HttpFault(
                "eval_http_send_internal_error", kind + ": http.send: " + error.reason(), error);
    }

    /** Something on the way; worded as Go's client does, with the method and the address in front. */
    static HttpFault network(Hop hop, String message) {
        String text = hop.operation() + " \"" + hop.uri() + "\": " + message;
        return new HttpFault("eval_http_send_network_error", text, BuiltinError.failed(text));
    }

    static HttpFault timedOut(Hop hop) {
        HttpFault told =
                network(
                        hop,
                        "context deadline exceeded (Client.Timeout exceeded while awaiting"
                                + " headers)");
        String raised = hop.operation() + " " + hop.uri() + ": request timed out";
        return new HttpFault(told.code, told.told, BuiltinError.failed(raised));
    }

    boolean isNetwork() {
        return code.equals("eval_http_send_network_error");
    }

    String code() {
        return code;
    }

    /** What a request that does not raise errors is told. */
    String told() {
        return told;
    }

    /** What every other request is. */
    BuiltinError raised() {
        return raised;
    }
}
