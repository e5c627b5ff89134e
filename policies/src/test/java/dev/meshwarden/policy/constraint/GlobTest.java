package dev.meshwarden.policy.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "pay,pay,true",
        "pay,payments,false",
        "pay*,payments,true",
        "*ments,payments,true",
        "*yme*,payments,true",
        "*,payments,true",
        "*,'',true",
        "**,x,true",
        "p*y,pay,false",
        "p*y,p*y,true",
        "*x,payments,false"
    })
    void fitsAsGatekeeperDoes(String pattern, String name, boolean fits) {
        assertThat(new Glob(pattern).fits(name)).isEqualTo(fits);
    }

    @Test
    void aGeneratedNameFitsOnlyWhereItsEndIsOpen() {
        assertThat(new Glob("web-*").fitsGenerated("web-")).isTrue();
        assertThat(new Glob("*-web").fitsGenerated("x-web")).isFalse();
    }
}
