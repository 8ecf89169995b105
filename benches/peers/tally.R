# What is no part of the question in R: counting, and printing the answer as JSON.
years <- 2025:2035
target <- 500
shares <- c(p05 = 0.05, p50 = 0.5, p95 = 0.95)
# A histogram of turnover with 512 bins an octave, from 1 to 65,536, equally wide in logs.
bins <- 16 * 512

new_tally <- function() {
  years_by_two <- matrix(0, length(years), 2)
  tally <- new.env()
  tally$paths <- 0
  for (name in c("at_date", "reached", "total", "squares")) assign(name, years_by_two, tally)
  tally$histogram <- array(0, c(bins, length(years), 2))
  tally
}

# Adds turnover, a matrix of paths by years, of package 1 (none) or 2 (all).
add <- function(tally, package, turnover) {
  if (package == 1) tally$paths <- tally$paths + nrow(turnover)
  hit <- turnover >= target
  tally$at_date[, package] <- tally$at_date[, package] + colSums(hit)
  ever <- logical(nrow(turnover))
  for (t in seq_along(years)) {
    ever <- ever | hit[, t]
    tally$reached[t, package] <- tally$reached[t, package] + sum(ever)
    bin <- pmin.int(pmax.int(as.integer(log2(turnover[, t]) * 512) + 1L, 1L), bins)
    tally$histogram[, t, package] <- tally$histogram[, t, package] + tabulate(bin, bins)
  }
  tally$total[, package] <- tally$total[, package] + colSums(turnover)
  tally$squares[, package] <- tally$squares[, package] + colSums(turnover * turnover)
}

quantile_at <- function(counts, below, share) {
  rank <- share * below[bins]
  at <- which.max(below >= rank)
  2^((at - 1 + (rank - (below[at] - counts[at])) / counts[at]) / 512)
}

row_of <- function(tally, package, t) {
  n <- tally$paths
  mean <- tally$total[t, package] / n
  spread <- sqrt(tally$squares[t, package] / n - mean^2)
  row <- list(at_date = tally$at_date[t, package] / n, reached = tally$reached[t, package] / n)
  row$mean <- c(mean, spread / sqrt(n))
  counts <- tally$histogram[, t, package]
  below <- cumsum(counts)
  for (name in names(shares)) {
    share <- shares[[name]]
    error <- sqrt(share * (1 - share) / n)
    at <- sapply(share + c(-error, 0, error), function(q) quantile_at(counts, below, q))
    row[[name]] <- c(at[2], (at[3] - at[1]) / 2)
  }
  row
}

object <- function(parts) paste0("{", paste0("\"", names(parts), "\": ", parts, collapse = ", "), "}")

answer_question <- function(question) {
  asked <- commandArgs(trailingOnly = TRUE)
  paths <- as.numeric(asked[match("--paths", asked) + 1])
  seed <- as.integer(asked[match("--seed", asked) + 1])
  begin <- proc.time()
  tally <- new_tally()
  question(paths, seed, tally)
  spent <- proc.time() - begin
  cpu <- spent[["user.self"]] + spent[["sys.self"]]
  seconds <- sprintf("\"prepare\": 0, \"compute\": %.6f, \"compute_cpu\": %.6f", spent[["elapsed"]], cpu)
  packages <- lapply(1:2, function(package) {
    rows <- lapply(seq_along(years), function(t) {
      row <- row_of(tally, package, t)
      object(sapply(row, function(numbers) paste0("[", paste(sprintf("%.17g", numbers), collapse = ", "), "]")))
    })
    object(setNames(unlist(rows), years))
  })
  answer <- object(setNames(unlist(packages), c("none", "all")))
  cat(sprintf("{\"paths\": %.0f, %s, \"answer\": %s}\n", tally$paths, seconds, answer))
}
