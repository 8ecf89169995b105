% The question in GNU Octave: matrices of paths by years, in batches.
source ("tally.m");

% The lognormal whose 90 % interval runs from low to high, from normal scores z.
function x = interval (z, low, high)
  z95 = 1.6448536269514722;
  x = exp (log (low * high) / 2 + log (high / low) / (2 * z95) * z);
end

% A beta is a gamma over the sum of two.
function x = pert (n, low, mode, high)
  width = high - low;
  a = randg (1 + 4 * (mode - low) / width, n, 1);
  b = randg (1 + 4 * (high - mode) / width, n, 1);
  x = low + width * a ./ (a + b);
end

function x = triangular (n, low, mode, high)
  u = rand (n, 1);
  width = high - low;
  rising = u * width < mode - low;
  x = high - sqrt ((1 - u) * width * (high - mode));
  x(rising) = low + sqrt (u(rising) * width * (mode - low));
end

% The two flows together, without deals.
function turnover = trade (n, years)
  lower = chol ([1, 0.3, 0.25, 0.2; 0.3, 1, 0.1, 0.15; 0.25, 0.1, 1, 0.4; 0.2, 0.15, 0.4, 1], "lower");
  z = cell (1, 4);
  for k = 1:4
    z{k} = randn (n, years);
  end
  demand = 0.025 * z{1};
  demand(:, 1) += 0.04;
  for t = 2:years
    demand(:, t) += 0.5 * 0.04 + 0.5 * demand(:, t - 1);
  end
  prices = 0.02 + 0.04 * (lower(2, 1) * z{1} + lower(2, 2) * z{2});
  exports = 0.16 * (lower(3, 1) * z{1} + lower(3, 2) * z{2} + lower(3, 3) * z{3});
  exports += -0.01 + 0.025 * randn (n, 1) + interval (randn (n, 1), 0.5, 1.5) .* demand + prices;
  imports = 0.22 * (lower(4, 1) * z{1} + lower(4, 2) * z{2} + lower(4, 3) * z{3} + lower(4, 4) * z{4});
  imports += 0.005 + 0.03 * randn (n, 1) + (0.7 + 0.25 * randn (n, 1)) .* demand + 0.8 * prices;
  turnover = 150 * exp (cumsum (exports, 2)) + 40 * exp (cumsum (imports, 2));
end

% What a deal has delivered by the end of each year.
function amounts = delivered (year_ends, start, peak, ramp, life)
  active = min (max (year_ends - start, 0), life);
  ramping = min (active, ramp);
  amounts = peak .* (ramping .^ 2 / (2 * ramp) + (active - ramping));
end

% What the deals add, a matrix of paths by years.
function added = deals (n, years)
  year_ends = 2024 + 1 + (1:years);
  will = randn (n, 1);
  goes_ahead = @(go) sqrt (0.35) * will + sqrt (0.65) * randn (n, 1) > sqrt (2) * erfinv (1 - 2 * go);
  slowness = @(on) sqrt (0.75) * randn (numel (on), 1) - sqrt (0.25) * will(on);
  amounts = zeros (n, years);
  on = find (goes_ahead (0.6));
  m = numel (on);
  start = 2025.5 + interval (slowness (on), 1, 5);
  amounts(on, :) += delivered (year_ends, start, interval (randn (m, 1), 35, 200), 4, rande (m, 1) / 0.03);
  railway = goes_ahead (0.5);
  opening = triangular (n, 2026, 2028, 2033);
  on = find (railway);
  amounts(on, :) += delivered (year_ends, opening(on), pert (numel (on), 10, 35, 150), 3, Inf);
  on = find (goes_ahead (0.55) & railway);
  m = numel (on);
  start = max (2026.25 + 2.5 * exp (0.5 * slowness (on)), opening(on));
  amounts(on, :) += delivered (year_ends, start, interval (randn (m, 1), 20, 140), 2, rande (m, 1) / 0.06);
  on = find (goes_ahead (0.7));
  start = 2025 + interval (slowness (on), 0.5, 3);
  amounts(on, :) += delivered (year_ends, start, pert (numel (on), 10, 30, 90), 2.5, Inf);
  added = diff ([zeros(n, 1), amounts], 1, 2);
end

function tally = question (paths, seed, tally)
  batch = 8192;
  rand ("twister", seed);
  randn ("twister", seed + 1);
  rande ("twister", seed + 2);
  randg ("twister", seed + 3);
  while (paths > 0)
    n = min (batch, paths);
    without = trade (n, 11);
    tally = add (tally, 1, without);
    tally = add (tally, 2, without + deals (n, 11));
    paths -= n;
  end
end

answer_question (@question);
