package io.cameo.convert.matting;

import io.cameo.convert.Numbers;
import io.cameo.convert.PersonColors;
import io.cameo.convert.Severity;
import io.cameo.image.ContactSheet;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Pen;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Draws the tile of a frame: its pictures side by side, and what they are. One worker's. */
final class SheetEasel implements AutoCloseable {
    private static final int SMALL_TEXT_PX = 8;
    private static final int LINES_ON_A_FAULT = 5;
    private static final int FAULT_LINE_PX = 15;
    private static final double FAULT_COVER = 0.92;
    private static final double DOT_PX = 4;
    private static final double CORNER_PX = 0;

    private final SheetPlan plan;
    private final SheetSource.Reader reader;
    private final ImageCodec codec = ImageCodec.create();
    private final SheetPanels panels = new SheetPanels(codec);
    private final SheetFrame frame = new SheetFrame();

    SheetEasel(SheetSource source, SheetPlan plan) {
        this.plan = plan;
        reader = source.reader();
    }

    void draw(SheetItem item, SheetTile into) throws IOException {
        reader.load(item, frame);
        Image tile = into.clear(plan);
        into.findings().addAll(frame.findings());
        Pen pen = new Pen(tile);
        pen.box(0, 0, plan.widthPx(), plan.heightPx(), CORNER_PX, ContactSheet.PAPER, 1);
        head(item, pen);
        for (int panel = 0; panel < plan.panels(); panel++) {
            pen.box(
                    plan.panelX(panel),
                    plan.panelY(panel),
                    plan.panelWidthPx(),
                    plan.panelHeightPx(),
                    CORNER_PX,
                    ContactSheet.CELL,
                    1);
        }
        if (frame.hasSize()) {
            pictures(pen);
        }
        String fault = frame.photoFault();
        if (fault != null) {
            red(fault, pen);
        } else if (plan.upright()) {
            faultsOverImage(pen);
        }
        labels(item, pen);
    }

    /** Name, size and people, and what is wrong as far as there is room; on a narrow tile that goes over the image. */
    private void head(SheetItem item, Pen pen) {
        String whole = plan.upright() ? item.name().substring(item.name().lastIndexOf('/') + 1) : item.name();
        String name = SheetLines.fit(whole, plan.widthPx() / 2, SheetPlan.TEXT_PX, true);
        String facts = (frame.hasSize() ? frame.widthPx() + "x" + frame.heightPx() + "   " : "")
                + Numbers.grouped(frame.present())
                + (frame.present() == 1 ? " person" : " people");
        int xPx = text(name, 0, 0, true, ContactSheet.TITLE_INK, pen);
        xPx = text(facts, xPx, 0, false, ContactSheet.CAPTION_INK, pen);
        if (!plan.upright()) {
            text(faults(), xPx, 0, false, ContactSheet.FAULT_INK, pen);
        }
    }

    private void faultsOverImage(Pen pen) {
        int roomPx = plan.panelWidthPx() - 2 * SheetPlan.GAP_PX;
        List<String> lines = SheetLines.wrap(faults(), roomPx, SMALL_TEXT_PX, LINES_ON_A_FAULT);
        int heightPx = lines.size() * FAULT_LINE_PX + SheetPlan.GAP_PX;
        int yPx = plan.panelY(0) + plan.panelHeightPx() - heightPx;
        if (!lines.isEmpty() && yPx >= plan.panelY(0)) {
            pen.box(
                    plan.panelX(0),
                    yPx,
                    plan.panelWidthPx(),
                    heightPx,
                    CORNER_PX,
                    ContactSheet.FAULT_PAPER,
                    FAULT_COVER);
            for (String line : lines) {
                yPx += SheetPlan.GAP_PX;
                pen.text(line, plan.panelX(0) + SheetPlan.GAP_PX, yPx, SMALL_TEXT_PX, false, ContactSheet.FAULT_INK);
                yPx += FAULT_LINE_PX - SheetPlan.GAP_PX;
            }
        }
    }

    /** What fits of a text; where the next one may begin. */
    private int text(String text, int xPx, int yPx, boolean bold, int rgb, Pen pen) {
        String shown = SheetLines.fit(text, plan.widthPx() - xPx, SheetPlan.TEXT_PX, bold);
        if (shown.isEmpty()) {
            return xPx;
        }
        pen.text(shown, xPx, yPx, SheetPlan.TEXT_PX, bold, rgb);
        return xPx + Pen.textWidthPx(shown, SheetPlan.TEXT_PX, bold) + 2 * SheetPlan.TEXT_PX;
    }

    /** Kinds, the worst first, with how often each is there; what is only good to know is left out. */
    private String faults() {
        return frame.findings().stream()
                .map(MattingFinding::fault)
                .filter(fault -> fault.severity() != Severity.NOTE)
                .collect(Collectors.groupingBy(fault -> fault, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Comparator.comparing(entry -> entry.getKey()))
                .map(entry -> entry.getKey().words() + (entry.getValue() > 1 ? " (" + entry.getValue() + ")" : ""))
                .collect(Collectors.joining("; "));
    }

    private void pictures(Pen pen) {
        panels.load(frame, plan);
        int rightPx = (plan.panelWidthPx() - panels.widthPx()) / 2;
        int downPx = (plan.panelHeightPx() - panels.heightPx()) / 2;
        panels.photo(pen, plan.panelX(0) + rightPx, plan.panelY(0) + downPx);
        panels.mattes(pen, plan.panelX(1) + rightPx, plan.panelY(1) + downPx);
        panels.cutOut(pen, plan.panelX(2) + rightPx, plan.panelY(2) + downPx);
        panels.trimap(frame, pen, plan.panelX(3) + rightPx, plan.panelY(3) + downPx);
        if (plan.panels() > 4 && frame.hasMasks()) {
            panels.masks(frame, pen, plan.panelX(4) + rightPx, plan.panelY(4) + downPx);
        }
    }

    /** A red panel with the reason on it, in place of the image. */
    private void red(String reason, Pen pen) {
        int widthPx = plan.panelWidthPx();
        int heightPx = plan.panelHeightPx();
        int xPx = plan.panelX(0);
        int yPx = plan.panelY(0);
        pen.box(xPx, yPx, widthPx, heightPx, CORNER_PX, ContactSheet.FAULT_INK, 1);
        pen.box(xPx + 2, yPx + 2, widthPx - 4, heightPx - 4, CORNER_PX, ContactSheet.FAULT_PAPER, 1);
        int lineY = yPx + SheetPlan.TEXT_PX;
        List<String> lines =
                SheetLines.wrap(reason, widthPx - 2 * SheetPlan.TEXT_PX, SheetPlan.TEXT_PX, LINES_ON_A_FAULT);
        for (String line : lines) {
            pen.text(line, xPx + SheetPlan.TEXT_PX, lineY, SheetPlan.TEXT_PX, false, ContactSheet.FAULT_INK);
            lineY += SheetPlan.LINE_PX;
        }
    }

    private void labels(SheetItem item, Pen pen) {
        label("image", 0, pen);
        if (frame.present() == 0) {
            label("no mattes", 1, pen);
        }
        legend(item, pen);
        label("people cut out", 2, pen);
        label("trimap", 3, pen);
        if (plan.panels() > 4) {
            label(frame.hasMasks() ? plan.masks() : "no masks", 4, pen);
        }
    }

    private void label(String text, int panel, Pen pen) {
        String shown = SheetLines.fit(text, plan.panelWidthPx(), SMALL_TEXT_PX, false);
        pen.text(shown, plan.panelX(panel), labelY(panel), SMALL_TEXT_PX, false, ContactSheet.CAPTION_INK);
    }

    private int labelY(int panel) {
        return plan.panelY(panel) + plan.panelHeightPx() + SheetPlan.GAP_PX;
    }

    /** Whose colour is whose, as far as there is room: of those who are in this frame. */
    private void legend(SheetItem item, Pen pen) {
        int xPx = plan.panelX(1);
        int endPx = xPx + plan.panelWidthPx();
        int yPx = labelY(1);
        for (int person = 0; person < item.people().size(); person++) {
            if (frame.mattes()[person] == null) {
                continue;
            }
            String id = item.people().get(person);
            int textX = xPx + (int) (3 * DOT_PX);
            int nextX = textX + Pen.textWidthPx(id, SMALL_TEXT_PX, false) + SMALL_TEXT_PX;
            if (nextX > endPx) {
                return;
            }
            pen.disc(xPx + DOT_PX, yPx + SMALL_TEXT_PX / 2.0 + 1, DOT_PX, PersonColors.of(person + 1));
            pen.text(id, textX, yPx, SMALL_TEXT_PX, false, ContactSheet.CAPTION_INK);
            xPx = nextX;
        }
    }

    @Override
    public void close() {
        frame.close();
        codec.close();
        reader.close();
    }
}
