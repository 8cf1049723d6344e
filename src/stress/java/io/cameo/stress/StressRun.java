package io.cameo.stress;

import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

/** Runs the stress tests as jcstress's own main class does, but never passes without having run any. */
final class StressRun {
    private StressRun() {}

    /** Takes the options of jcstress; ends with an exception if anything forbidden was seen. */
    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        if (!options.parse()) {
            throw new IllegalArgumentException("options are wrong, see above");
        }
        JCStress stress = new JCStress(options);
        if (stress.getTests().isEmpty()) {
            throw new IllegalArgumentException("no such stress test: expression=" + options.getTestFilter());
        }
        stress.run();
    }
}
