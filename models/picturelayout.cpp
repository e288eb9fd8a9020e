// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturelayout.h"

#include <algorithm>
#include <map>

namespace mooring {

namespace {

constexpr double passWidth = 0.2;
constexpr int sweeps = 8;

struct Place
{
    bool isPass = false;
    double centre = 0;
    size_t rank = 0; // in its row
    std::vector<int> above, below;
};

// What pushes each other in a row and so moves as one.
struct Block
{
    double sum = 0, weight = 0;
    size_t count = 0;
    double at() const { return sum / weight; }
};

class Drawing
{
public:
    Drawing(const std::vector<int>& layers, const std::vector<std::pair<int, int>>& links)
        : m_places(layers.size())
        , m_passes(links.size())
    {
        for (size_t item = 0; item < layers.size(); ++item)
            m_rows[layers[item]].push_back(int(item));
        for (size_t link = 0; link < links.size(); ++link)
            addLink(layers, links[link], m_passes[link]);
    }

    LayeredDrawing make(size_t items)
    {
        for (auto& [layer, row] : m_rows)
            number(row);
        for (int sweep = 0; sweep < sweeps; ++sweep) {
            for (auto& [layer, row] : m_rows)
                sort(row, &Place::above);
            std::for_each(m_rows.rbegin(), m_rows.rend(),
                          [this](auto& row) { sort(row.second, &Place::below); });
        }
        align();
        return result(items);
    }

private:
    Place& at(int place) { return m_places[size_t(place)]; }
    double halfWidth(int place) { return (at(place).isPass ? passWidth : 1) / 2; }

    void addLink(const std::vector<int>& layers, const std::pair<int, int>& ends, std::vector<int>& passes)
    {
        int upper = ends.first;
        for (int layer = layers[size_t(ends.first)] + 1; layer < layers[size_t(ends.second)]; ++layer) {
            const int pass = int(m_places.size());
            m_places.push_back({.isPass = true});
            m_rows[layer].push_back(pass);
            passes.push_back(pass);
            connect(upper, pass);
            upper = pass;
        }
        connect(upper, ends.second);
    }

    void connect(int upper, int lower)
    {
        at(upper).below.push_back(lower);
        at(lower).above.push_back(upper);
    }

    void number(const std::vector<int>& row)
    {
        for (size_t rank = 0; rank < row.size(); ++rank)
            at(row[rank]).rank = rank;
    }

    // Each where its neighbours of one side are, so that few lines cross.
    void sort(std::vector<int>& row, std::vector<int> Place::*side)
    {
        std::map<int, double> middle;
        for (const int place : row) {
            const std::vector<int>& near = at(place).*side;
            double sum = 0;
            for (const int other : near)
                sum += double(at(other).rank);
            middle[place] = near.empty() ? double(at(place).rank) : sum / double(near.size());
        }
        std::stable_sort(row.begin(), row.end(),
                         [&](int left, int right) { return middle[left] < middle[right]; });
        number(row);
    }

    void align()
    {
        for (auto& [layer, row] : m_rows)
            settle(row, {});
        for (int sweep = 0; sweep < sweeps; ++sweep) {
            for (auto& [layer, row] : m_rows)
                settle(row, {&Place::above});
            std::for_each(m_rows.rbegin(), m_rows.rend(),
                          [this](auto& row) { settle(row.second, {&Place::below}); });
        }
        for (int sweep = 0; sweep < 2 * sweeps; ++sweep)
            for (auto& [layer, row] : m_rows)
                settle(row, {&Place::above, &Place::below});
    }

    // Where a place would like to be; a line that passes several layers pulls to stay straight.
    std::pair<double, double> wish(int place, const std::vector<std::vector<int> Place::*>& sides)
    {
        double sum = 0, weight = 0;
        for (const auto side : sides) {
            for (const int other : at(place).*side) {
                const double pull = at(place).isPass && at(other).isPass ? 4 : 1;
                sum += pull * at(other).centre;
                weight += pull;
            }
        }
        return weight > 0 ? std::pair(sum / weight, weight) : std::pair(at(place).centre, 0.1);
    }

    // As near to the wishes as the widths let them: least squares with a least distance between neighbours.
    void settle(const std::vector<int>& row, const std::vector<std::vector<int> Place::*>& sides)
    {
        std::vector<Block> blocks;
        std::vector<double> offset(row.size(), 0);
        for (size_t i = 0; i < row.size(); ++i) {
            if (i > 0)
                offset[i] = offset[i - 1] + halfWidth(row[i - 1]) + halfWidth(row[i]);
            const auto [centre, weight] = wish(row[i], sides);
            blocks.push_back({(centre - offset[i]) * weight, weight, 1});
            while (blocks.size() > 1 && blocks[blocks.size() - 2].at() >= blocks.back().at()) {
                const Block last = blocks.back();
                blocks.pop_back();
                blocks.back().sum += last.sum;
                blocks.back().weight += last.weight;
                blocks.back().count += last.count;
            }
        }
        size_t i = 0;
        for (const Block& block : blocks)
            for (size_t end = i + block.count; i < end; ++i)
                at(row[i]).centre = block.at() + offset[i];
    }

    LayeredDrawing result(size_t items)
    {
        double left = 0, right = 0;
        for (int place = 0; place < int(m_places.size()); ++place) {
            const double from = at(place).centre - halfWidth(place);
            left = place == 0 ? from : std::min(left, from);
            right = std::max(right, at(place).centre + halfWidth(place));
        }
        LayeredDrawing drawing;
        drawing.width = right - left;
        for (size_t item = 0; item < items; ++item)
            drawing.centres.push_back(m_places[item].centre - left);
        for (const std::vector<int>& passes : m_passes) {
            std::vector<double> places;
            places.reserve(passes.size());
            for (const int pass : passes)
                places.push_back(at(pass).centre - left);
            drawing.passes.push_back(places);
        }
        return drawing;
    }

    std::vector<Place> m_places; // the items, then the passes
    std::vector<std::vector<int>> m_passes; // of each link
    std::map<int, std::vector<int>> m_rows;
};

} // namespace

LayeredDrawing layOut(const std::vector<int>& layers, const std::vector<std::pair<int, int>>& links)
{
    return Drawing(layers, links).make(layers.size());
}

} // namespace mooring
