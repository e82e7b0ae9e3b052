"""Screens of goals and of the numbers of the business."""
