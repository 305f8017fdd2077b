// Compiled and linked by `npm run demo`.
#include <cstdio>
#include <map>
#include <memory>
#include <string>

struct Shape {
  virtual ~Shape() = default;
  virtual std::string name() const = 0;
};
struct Square final : Shape {
  std::string name() const override { return "square"; }
};

int main() {
  std::map<std::string, int> counts;
  std::unique_ptr<Shape> shape = std::make_unique<Square>();
  for (const std::string &word : {std::string("hello"), std::string("from"), std::string("a"), shape->name(), std::string("hello")})
    counts[word]++;
  for (const auto &[word, count] : counts) std::printf("%s %d\n", word.c_str(), count);
}
