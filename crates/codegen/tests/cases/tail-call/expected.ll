; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@tail.next = internal global ptr null
@tail.callee = internal global ptr null
@tail.arguments = internal global [1 x i32] zeroinitializer
@tail.results = internal global [1 x i32] zeroinitializer

; Function Attrs: nounwind optsize
define internal i32 @even.tail(i32 %0) #0 section ".text.even.tail" !dbg !4 {
  call void asm sideeffect "", "~{memory}"(), !dbg !7
  %2 = call i32 @even(i32 %0), !dbg !7
  %3 = load ptr, ptr @tail.next, align 4, !dbg !7
  %4 = icmp eq ptr %3, null, !dbg !7
  br i1 %4, label %done, label %left, !dbg !7

left:                                             ; preds = %1
  call void @tail.run(), !dbg !7
  %5 = load i32, ptr @tail.results, align 4, !dbg !7
  ret i32 %5, !dbg !7

done:                                             ; preds = %1
  ret i32 %2, !dbg !7
}

; Function Attrs: nounwind optsize
define internal i32 @odd.tail(i32 %0) #0 section ".text.odd.tail" !dbg !8 {
  call void asm sideeffect "", "~{memory}"(), !dbg !9
  %2 = call i32 @odd(i32 %0), !dbg !9
  %3 = load ptr, ptr @tail.next, align 4, !dbg !9
  %4 = icmp eq ptr %3, null, !dbg !9
  br i1 %4, label %done, label %left, !dbg !9

left:                                             ; preds = %1
  call void @tail.run(), !dbg !9
  %5 = load i32, ptr @tail.results, align 4, !dbg !9
  ret i32 %5, !dbg !9

done:                                             ; preds = %1
  ret i32 %2, !dbg !9
}

; Function Attrs: noinline nounwind optsize
define internal void @tail.run() #1 section ".text.tail.run" {
entry:
  br label %again

again:                                            ; preds = %again, %entry
  %0 = load ptr, ptr @tail.next, align 4
  store ptr null, ptr @tail.next, align 4
  call void %0()
  %1 = load ptr, ptr @tail.next, align 4
  %2 = icmp eq ptr %1, null
  br i1 %2, label %done, label %again

done:                                             ; preds = %again
  ret void
}

; Function Attrs: nounwind optsize
define internal void @tail.call.0() #2 section ".text.tail.call.0" {
  %1 = load i32, ptr @tail.arguments, align 4
  %2 = load ptr, ptr @tail.callee, align 4
  %3 = call i32 %2(i32 %1)
  store i32 %3, ptr @tail.results, align 4
  ret void
}

; Function Attrs: nounwind optsize
define internal i32 @even(i32 %0) #0 section ".text.even" !dbg !10 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  call void asm sideeffect "", "~{memory}"()
  br label %start

start:                                            ; preds = %entry
  %2 = icmp eq i32 %0, 0, !dbg !11
  %3 = zext i1 %2 to i32, !dbg !11
  %4 = icmp ne i32 %3, 0, !dbg !12
  br i1 %4, label %then, label %else, !dbg !12

return:                                           ; preds = %then
  %5 = phi i32 [ 1, %then ]
  ret i32 %5, !dbg !13

then:                                             ; preds = %start
  br label %return, !dbg !14

else:                                             ; preds = %start
  br label %end, !dbg !15

end:                                              ; preds = %else
  %6 = sub i32 %0, 1, !dbg !16
  store i32 %6, ptr @tail.arguments, align 4, !dbg !17
  store ptr @odd, ptr @tail.callee, align 4, !dbg !17
  store ptr @tail.call.0, ptr @tail.next, align 4, !dbg !17
  ret i32 0, !dbg !17
}

; Function Attrs: nounwind optsize
define internal i32 @odd(i32 %0) #0 section ".text.odd" !dbg !18 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  call void asm sideeffect "", "~{memory}"()
  br label %start

start:                                            ; preds = %entry
  %2 = icmp eq i32 %0, 0, !dbg !19
  %3 = zext i1 %2 to i32, !dbg !19
  %4 = icmp ne i32 %3, 0, !dbg !20
  br i1 %4, label %then, label %else, !dbg !20

return:                                           ; preds = %then
  %5 = phi i32 [ 0, %then ]
  ret i32 %5, !dbg !21

then:                                             ; preds = %start
  br label %return, !dbg !22

else:                                             ; preds = %start
  br label %end, !dbg !23

end:                                              ; preds = %else
  %6 = sub i32 %0, 1, !dbg !24
  store i32 %6, ptr @tail.arguments, align 4, !dbg !25
  store ptr @even, ptr @tail.callee, align 4, !dbg !25
  store ptr @tail.call.0, ptr @tail.next, align 4, !dbg !25
  ret i32 0, !dbg !25
}

; Function Attrs: nounwind optsize
define i32 @m_even(i32 %0) #2 section ".text.m_even" !dbg !26 {
  store ptr null, ptr @tail.next, align 4, !dbg !27
  %2 = call i32 @even.tail(i32 %0), !dbg !27
  ret i32 %2, !dbg !27
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #2 section ".text.__dissolve_m_instantiate" !dbg !28 {
  store ptr null, ptr @tail.next, align 4, !dbg !29
  ret void, !dbg !29
}

attributes #0 = { nounwind optsize "dissolve-recursive" "no-builtins" "warn-stack-size"="0" }
attributes #1 = { noinline nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "even.tail", linkageName: "even.tail", scope: null, file: !3, line: 35, type: !5, scopeLine: 35, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 35, scope: !4)
!8 = distinct !DISubprogram(name: "odd.tail", linkageName: "odd.tail", scope: null, file: !3, line: 54, type: !5, scopeLine: 54, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!9 = !DILocation(line: 54, scope: !8)
!10 = distinct !DISubprogram(name: "even", linkageName: "even", scope: null, file: !3, line: 35, type: !5, scopeLine: 35, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 38, scope: !10)
!12 = !DILocation(line: 39, scope: !10)
!13 = !DILocation(line: 52, scope: !10)
!14 = !DILocation(line: 43, scope: !10)
!15 = !DILocation(line: 44, scope: !10)
!16 = !DILocation(line: 49, scope: !10)
!17 = !DILocation(line: 50, scope: !10)
!18 = distinct !DISubprogram(name: "odd", linkageName: "odd", scope: null, file: !3, line: 54, type: !5, scopeLine: 54, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 57, scope: !18)
!20 = !DILocation(line: 58, scope: !18)
!21 = !DILocation(line: 71, scope: !18)
!22 = !DILocation(line: 62, scope: !18)
!23 = !DILocation(line: 63, scope: !18)
!24 = !DILocation(line: 68, scope: !18)
!25 = !DILocation(line: 69, scope: !18)
!26 = distinct !DISubprogram(name: "m_even", linkageName: "m_even", scope: null, file: !3, line: 35, type: !5, scopeLine: 35, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 35, scope: !26)
!28 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 0, scope: !28)
