package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/** The tests reach their way through a Service, and by a URL where API servers do not go through one: the harness finds out by itself. */
@ExtendWith(EndToEnd.class)
final class T40Reach {
    @Test
    void anApiServerThatAsksEndpointsIsGivenAUrl(Harness harness) throws Exception {
        var reach = new Reach(_ -> {}, List.of(Reach.Way.A, Reach.Way.C));
        try (Cluster cluster =
                harness.cluster(
                        "endpoints", IstioCrds.load(), reach, "--enable-aggregator-routing=true")) {
            assertThat(cluster.way()).isInstanceOf(HandMade.Way.Url.class);

            MeshwardenProcess meshwarden = Registered.byHand(cluster);

            Registered.awaitRefusing(cluster);
            meshwarden.stop();
        }
    }
}
