            return path;
    }
    return {};
