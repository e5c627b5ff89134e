package dev.meshwarden.rego.planner;

import java.util.EnumSet;
import java.util.Set;

/** What the planner may do for speed; none of it changes an answer. */
public enum Optimisation {
    /** Paths of the input are looked up once for each value that the input has. */
    INPUT_SLOTS,
    /** Of definitions that compare the same thing with constants, only those of the constant that is there are tried. */
    RULE_INDEX;

    public static final Set<Optimisation> NONE = Set.of();

    public static final Set<Optimisation> ALL = Set.copyOf(EnumSet.allOf(Optimisation.class));
}
