"""事故事件 incidents, outbreaks and reports of both."""
