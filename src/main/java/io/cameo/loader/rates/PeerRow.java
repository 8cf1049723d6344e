package io.cameo.loader.rates;

/**
 * One comparison with MXNet: medians of some rounds in turns, and the ratio taken round by round.
 *
 * @param what was made by both; the peer knows the layout NCHW only
 * @param setting of the peer: {@code ctx=cpu}, or {@code default}, which decodes ahead on at most half of the processors
 * @param threads that both were given
 * @param perSecond images a second, by the clock
 * @param peerPerSecond the same of the peer
 * @param times how many times as fast, by the clock
 * @param cpuNanos processor time of the whole process for each image
 * @param peerCpuNanos the same of the peer
 * @param cpuTimes how many times as cheap in processor time, which others who use the machine change little
 */
public record PeerRow(
        String what,
        String setting,
        int threads,
        double perSecond,
        double peerPerSecond,
        Ratio times,
        double cpuNanos,
        double peerCpuNanos,
        Ratio cpuTimes) {

    /** The median of the rounds, and the smallest and largest of them. */
    public record Ratio(double median, double least, double most) {}
}
