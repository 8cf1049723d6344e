package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.convert.VerifyReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A {@link VerifyReport} for people: a line a file, a line a fault, and what to do. */
final class VerifyText {
    private static final String GAP = "  ";
    private static final int FAULTS_SHOWN = 5;

    private final VerifyReport report;
    private final PrintStream out;
    private final boolean levelChosen;

    /** @param levelChosen whether the user said how deep to look; if not, what was there decided, and that is said */
    VerifyText(VerifyReport report, PrintStream out, boolean levelChosen) {
        this.report = report;
        this.out = out;
        this.levelChosen = levelChosen;
    }

    /** @param limit how many damaged regions to show */
    void print(int limit) {
        out.println(head());
        int shown = Math.min(limit, report.damages().size());
        for (VerifyReport.Damage damage : report.damages().subList(0, shown)) {
            out.println(GAP + Console.printable(damage.region().toString()));
        }
        if (report.damageCount() > shown) {
            out.println(GAP + "... and " + Numbers.count(report.damageCount() - shown, "more region")
                    + " (--limit N shows more, --json all)");
        }
        index(report.idx());
        index(report.cix());
        for (String difference :
                report.disagreementExamples().stream().limit(FAULTS_SHOWN).toList()) {
            out.println(GAP + Console.printable(difference));
        }
        more(
                report.disagreements(),
                Math.min(FAULTS_SHOWN, report.disagreementExamples().size()),
                "difference");
        if (report.doubtful() > 0) {
            out.println(GAP + Numbers.count(report.doubtful(), "record")
                    + " may be too long or too short: damage follows, and there is no checksum");
        }
        for (String missing : report.notChecked()) {
            out.println(GAP + "not checked: " + missing);
        }
        advise();
    }

    /** What is wrong, in one line, for those who asked for quiet. */
    String summary() {
        return report.rec() + ": " + damage();
    }

    private String head() {
        List<String> words = new ArrayList<>();
        words.add(report.rec().toString());
        words.add(Numbers.count(report.records() + report.lostRecords(), "record"));
        words.add(Numbers.bytes(report.sizeBytes()));
        verdict(words, "frames", report.frames(), "");
        verdict(words, "index", report.index(), levelChosen ? "" : "no index");
        verdict(words, "sums", report.sums(), levelChosen ? "" : "no sums");
        verdict(words, "decode", report.decode(), "");
        return String.join(GAP, words);
    }

    private static void verdict(List<String> words, String what, VerifyReport.Verdict verdict, String notAsked) {
        switch (verdict) {
            case OK -> words.add(what + " ok");
            case BAD -> words.add(what + " BAD");
            case NOT_CHECKED -> words.add(what + " NOT CHECKED");
            case NOT_ASKED -> {
                if (!notAsked.isEmpty()) {
                    words.add(notAsked);
                }
            }
        }
    }

    private void index(VerifyReport.Index index) {
        String name = GAP + index.file().getFileName() + ": ";
        if (index.note() != null) {
            out.println(name + index.note());
        }
        List<String> faults = index.faults();
        for (String fault : faults.subList(0, Math.min(FAULTS_SHOWN, faults.size()))) {
            out.println(name + Console.printable(fault));
        }
        long all = index.dangling() + index.aliases() + index.unindexed() + index.duplicates() + index.wrong();
        more(all, Math.min(FAULTS_SHOWN, faults.size()), "such fault");
    }

    private void more(long all, int shown, String noun) {
        if (all > shown) {
            out.println(GAP + GAP + "... and " + Numbers.count(all - shown, "more " + noun));
        }
    }

    private void advise() {
        String rec = report.rec().toString();
        if (report.cancelled()) {
            out.println("stopped; all this is about the beginning of the file");
        } else if (report.damageCount() > 0) {
            boolean frames = report.frames() == VerifyReport.Verdict.BAD;
            boolean repairable = frames || report.sums() == VerifyReport.Verdict.BAD;
            String kept = !report.lossKnown()
                    ? "the " + Numbers.grouped(report.records()) + " that are sound"
                    : (report.lostRecords() > 0 ? "the other " : "all ") + Numbers.grouped(report.records());
            String advice = "'cameo repair " + rec + " -o fixed.rec' keeps " + kept + ".";
            out.println(damage() + "." + (repairable ? " " + advice : ""));
        } else if (report.index() == VerifyReport.Verdict.BAD) {
            out.println("The records are sound; 'cameo index " + rec + " --force' makes new indexes for them.");
        } else if (!report.notChecked().isEmpty()) {
            out.println("'cameo index " + rec + "' makes the indexes that are missing.");
        }
    }

    private String damage() {
        if (report.damageCount() == 0) {
            return report.cancelled() ? "stopped" : "the index does not fit, or what was asked for cannot be checked";
        }
        String lost = report.lossKnown()
                ? (report.lostRecords() == 0 ? "no record" : Numbers.count(report.lostRecords(), "record")) + " lost"
                : "how many records are lost only an index could tell";
        return Numbers.count(report.damageCount(), "damaged region") + ", " + lost;
    }
}
