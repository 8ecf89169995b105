% What is no part of the question in Octave: counting, and printing the answer as JSON.
1;

function settings = tally_settings ()
  settings.years = 2025:2035;
  settings.target = 500;
  settings.names = {"p05", "p50", "p95"};
  settings.shares = [0.05, 0.5, 0.95];
  % A histogram of turnover with 512 bins an octave, from 1 to 65,536, equally wide in logs.
  settings.bins = 16 * 512;
end

function tally = new_tally ()
  s = tally_settings ();
  tally.paths = 0;
  tally.at_date = tally.reached = tally.total = tally.squares = zeros (numel (s.years), 2);
  tally.histogram = zeros (s.bins, numel (s.years), 2);
end

% Adds turnover, a matrix of paths by years, of package 1 (none) or 2 (all).
function tally = add (tally, package, turnover)
  s = tally_settings ();
  [n, years] = size (turnover);
  if (package == 1)
    tally.paths += n;
  end
  hit = turnover >= s.target;
  tally.at_date(:, package) += sum (hit, 1)';
  tally.reached(:, package) += sum (cumsum (hit, 2) > 0, 1)';
  tally.total(:, package) += sum (turnover, 1)';
  tally.squares(:, package) += sumsq (turnover, 1)';
  bin = min (max (floor (log2 (turnover) * 512) + 1, 1), s.bins) + (0:years - 1) * s.bins;
  tally.histogram(:, :, package) += reshape (accumarray (bin(:), 1, [s.bins * years, 1]), s.bins, years);
end

function value = quantile_at (counts, below, share)
  rank = share * below(end);
  at = find (below >= rank, 1);
  value = 2 ^ ((at - 1 + (rank - (below(at) - counts(at))) / counts(at)) / 512);
end

function text = row_of (tally, package, t)
  s = tally_settings ();
  n = tally.paths;
  average = tally.total(t, package) / n;
  spread = sqrt (tally.squares(t, package) / n - average ^ 2);
  text = sprintf ('{"at_date": [%.17g], ', tally.at_date(t, package) / n);
  text = [text, sprintf('"reached": [%.17g], ', tally.reached(t, package) / n)];
  text = [text, sprintf('"mean": [%.17g, %.17g]', average, spread / sqrt (n))];
  counts = tally.histogram(:, t, package);
  below = cumsum (counts);
  for k = 1:numel (s.shares)
    share = s.shares(k);
    slack = sqrt (share * (1 - share) / n);
    low = quantile_at (counts, below, share - slack);
    high = quantile_at (counts, below, share + slack);
    text = [text, sprintf(', "%s": [%.17g, %.17g]', s.names{k}, quantile_at (counts, below, share), (high - low) / 2)];
  end
  text = [text, "}"];
end

function answer_question (question)
  s = tally_settings ();
  asked = argv ();
  paths = str2double (asked{find (strcmp (asked, "--paths")) + 1});
  seed = str2double (asked{find (strcmp (asked, "--seed")) + 1});
  cpu = cputime ();
  begin = tic ();
  tally = question (paths, seed, new_tally ());
  compute = toc (begin);
  cpu = cputime () - cpu;
  packages = {};
  for package = 1:2
    rows = {};
    for t = 1:numel (s.years)
      rows{t} = sprintf ('"%d": %s', s.years(t), row_of (tally, package, t));
    end
    packages{package} = ["{", strjoin(rows, ", "), "}"];
  end
  printf ('{"paths": %d, "prepare": 0, "compute": %.6f, "compute_cpu": %.6f, ', tally.paths, compute, cpu);
  printf ('"answer": {"none": %s, "all": %s}}\n', packages{:});
end
