package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.lst.FaceTree;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a scan of people left out: the first lines of it, and how much there is more. */
final class LeftOutLines implements Consumer<FaceTree.LeftOut> {
    private static final int SHOWN = 20;

    private final List<FaceTree.LeftOut> first = new ArrayList<>();
    private long places;
    private long images;

    /** From one thread at a time. */
    @Override
    public synchronized void accept(FaceTree.LeftOut leftOut) {
        places++;
        images += leftOut.images();
        if (first.size() < SHOWN) {
            first.add(leftOut);
        }
    }

    synchronized long images() {
        return images;
    }

    synchronized boolean isEmpty() {
        return places == 0;
    }

    synchronized void print(PrintStream err) {
        for (FaceTree.LeftOut leftOut : first) {
            err.println(Console.printable("left out: " + leftOut.path() + ": " + leftOut.reason()));
        }
        if (places > first.size()) {
            err.println("... and " + Numbers.count(places - first.size(), "more place"));
        }
    }
}
