"""控制：漏斗、已证明与所报、停滞与每个项目的现状。 Control: the funnel, claimed against proved, stalls, standings."""
